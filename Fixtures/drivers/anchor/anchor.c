// SPDX-License-Identifier: GPL-2.0
/*
 * anchor - mediated chains that hold a page of their user
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/iommu.h>
#include <linux/mutex.h>
#include <linux/notifier.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct anchor_chain {
	struct mdev_device *mdev;
	struct mutex lock;
	struct notifier_block unmap_nb;
	struct notifier_block kvm_nb;
	void *kvm;
	unsigned long user_pfn;
	unsigned long phys_pfn;
	bool holding;
};

static void anchor_weigh(struct anchor_chain *chain)
{
	if (chain->holding)
		vfio_unpin_pages(mdev_dev(chain->mdev), &chain->user_pfn, 1);
	chain->holding = false;
}

static int anchor_unmap(struct notifier_block *nb, unsigned long action,
			void *data)
{
	struct anchor_chain *chain =
		container_of(nb, struct anchor_chain, unmap_nb);
	struct vfio_iommu_type1_dma_unmap *unmap = data;
	unsigned long iova;

	if (action != VFIO_IOMMU_NOTIFY_DMA_UNMAP)
		return NOTIFY_DONE;

	mutex_lock(&chain->lock);
	iova = chain->user_pfn << PAGE_SHIFT;
	if (iova >= unmap->iova && iova < unmap->iova + unmap->size)
		anchor_weigh(chain);
	mutex_unlock(&chain->lock);
	return NOTIFY_OK;
}

static int anchor_kvm(struct notifier_block *nb, unsigned long action,
		      void *data)
{
	struct anchor_chain *chain =
		container_of(nb, struct anchor_chain, kvm_nb);

	if (action == VFIO_GROUP_NOTIFY_SET_KVM)
		chain->kvm = data;
	return NOTIFY_OK;
}

static int anchor_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 anchor_create */
{
	struct anchor_chain *chain;
	int ret;

	chain = kzalloc(sizeof(*chain), GFP_KERNEL);
	if (!chain)
		return -ENOMEM;

	mutex_init(&chain->lock);
	chain->mdev = mdev;
	mdev_set_drvdata(mdev, chain);
/*~ M-26 mdev_set_drvdata */

	ret = mdev_set_iommu_device(mdev_dev(mdev), mdev_parent_dev(mdev));
/*~ B-13 mdev_set_iommu_device */
	if (ret) {
		mdev_set_drvdata(mdev, NULL);
/*~ M-26 mdev_set_drvdata */
		kfree(chain);
	}
	return ret;
}

static int anchor_remove(struct mdev_device *mdev)
{
	struct anchor_chain *chain = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mdev_set_iommu_device(mdev_dev(mdev), NULL);
/*~ B-13 mdev_set_iommu_device */
	kfree(chain);
	return 0;
}

static int anchor_open(struct mdev_device *mdev)
{
	struct anchor_chain *chain = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	unsigned long events;
	int ret;

	chain->unmap_nb.notifier_call = anchor_unmap;
	events = VFIO_IOMMU_NOTIFY_DMA_UNMAP;
	ret = vfio_register_notifier(mdev_dev(mdev), VFIO_IOMMU_NOTIFY,
				     &events, &chain->unmap_nb);
	if (ret)
		return ret;

	chain->kvm_nb.notifier_call = anchor_kvm;
	events = VFIO_GROUP_NOTIFY_SET_KVM;
	ret = vfio_register_notifier(mdev_dev(mdev), VFIO_GROUP_NOTIFY,
				     &events, &chain->kvm_nb);
	if (ret)
		vfio_unregister_notifier(mdev_dev(mdev), VFIO_IOMMU_NOTIFY,
					 &chain->unmap_nb);
	return ret;
}

static void anchor_release(struct mdev_device *mdev)
{
	struct anchor_chain *chain = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	mutex_lock(&chain->lock);
	anchor_weigh(chain);
	mutex_unlock(&chain->lock);

	vfio_unregister_notifier(mdev_dev(mdev), VFIO_GROUP_NOTIFY,
				 &chain->kvm_nb);
	vfio_unregister_notifier(mdev_dev(mdev), VFIO_IOMMU_NOTIFY,
				 &chain->unmap_nb);
}

static ssize_t anchor_write(struct mdev_device *mdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct anchor_chain *chain = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	u64 iova;
	int ret;

	if (count != sizeof(iova))
		return -EINVAL;
	if (copy_from_user(&iova, buf, sizeof(iova)))
		return -EFAULT;

	mutex_lock(&chain->lock);
	anchor_weigh(chain);
	chain->user_pfn = iova >> PAGE_SHIFT;
	ret = vfio_pin_pages(mdev_dev(mdev), &chain->user_pfn, 1,
			     IOMMU_READ | IOMMU_WRITE, &chain->phys_pfn);
	if (ret == 1)
		chain->holding = true;
	mutex_unlock(&chain->lock);

	if (ret < 0)
		return ret;
	return ret == 1 ? count : -EFAULT;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "chain\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *anchor_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group anchor_group = {
	.name = "chain",
	.attrs = anchor_attrs,
};

static struct attribute_group *anchor_groups[] = { &anchor_group, NULL };

static const struct mdev_parent_ops anchor_ops = {
/*~ M-16 mdev_parent_ops */
	.owner			= THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups	= anchor_groups,
/*~ M-14 supported_type_groups */
	.create			= anchor_create,
/*~ M-02 create */
	.remove			= anchor_remove,
/*~ M-05 remove */
	.open			= anchor_open,
/*~ M-10 open */
	.release		= anchor_release,
/*~ M-10 release */
	.write			= anchor_write,
/*~ M-10 write */
};

static int anchor_probe(struct platform_device *pdev)
{
	return mdev_register_device(&pdev->dev, &anchor_ops);
/*~ M-17 mdev_register_device */
}

static int anchor_unbind(struct platform_device *pdev)
{
	mdev_unregister_device(&pdev->dev);
/*~ M-19 mdev_unregister_device */
	return 0;
}

static struct platform_driver anchor_driver = {
	.driver	= { .name = "anchor" },
	.probe	= anchor_probe,
	.remove	= anchor_unbind,
};
module_platform_driver(anchor_driver);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated anchor chains");
