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
	struct vfio_device vdev;
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

static const struct vfio_device_ops anchor_dev_ops;
static void anchor_release_state(struct anchor_chain *chain);

static int anchor_create(struct mdev_device *mdev)
{
	struct anchor_chain *chain;
	int ret;

	chain = kzalloc(sizeof(*chain), GFP_KERNEL);
	if (!chain)
		return -ENOMEM;

	vfio_init_group_dev(&chain->vdev, &mdev->dev, &anchor_dev_ops);

	mutex_init(&chain->lock);
	chain->mdev = mdev;
	dev_set_drvdata(&mdev->dev, chain);

	mdev_set_iommu_device(mdev, mdev_parent_dev(mdev));
	ret = 0;
	return ret;
}

static int anchor_mdev_probe(struct mdev_device *mdev)
{
	struct anchor_chain *chain;
	int ret;

	ret = anchor_create(mdev);
	if (ret)
		return ret;

	chain = dev_get_drvdata(&mdev->dev);
	ret = vfio_register_group_dev(&chain->vdev);
	if (ret)
		anchor_release_state(chain);

	return ret;
}

static void anchor_release_state(struct anchor_chain *chain)
{
	mdev_set_iommu_device(to_mdev_device(chain->vdev.dev), NULL);
	kfree(chain);
}

static void anchor_remove(struct mdev_device *mdev)
{
	struct anchor_chain *chain = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&chain->vdev);
	anchor_release_state(chain);
}

static int anchor_open(struct vfio_device *vdev)
{
	struct anchor_chain *chain =
		container_of(vdev, struct anchor_chain, vdev);
	unsigned long events;
	int ret;

	chain->unmap_nb.notifier_call = anchor_unmap;
	events = VFIO_IOMMU_NOTIFY_DMA_UNMAP;
	ret = vfio_register_notifier(vdev->dev, VFIO_IOMMU_NOTIFY,
				     &events, &chain->unmap_nb);
	if (ret)
		return ret;

	chain->kvm_nb.notifier_call = anchor_kvm;
	events = VFIO_GROUP_NOTIFY_SET_KVM;
	ret = vfio_register_notifier(vdev->dev, VFIO_GROUP_NOTIFY,
				     &events, &chain->kvm_nb);
	if (ret)
		vfio_unregister_notifier(vdev->dev, VFIO_IOMMU_NOTIFY,
					 &chain->unmap_nb);
	return ret;
}

static void anchor_release(struct vfio_device *vdev)
{
	struct anchor_chain *chain =
		container_of(vdev, struct anchor_chain, vdev);

	mutex_lock(&chain->lock);
	anchor_weigh(chain);
	mutex_unlock(&chain->lock);

	vfio_unregister_notifier(vdev->dev, VFIO_GROUP_NOTIFY,
				 &chain->kvm_nb);
	vfio_unregister_notifier(vdev->dev, VFIO_IOMMU_NOTIFY,
				 &chain->unmap_nb);
}

static ssize_t anchor_write(struct vfio_device *vdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct anchor_chain *chain =
		container_of(vdev, struct anchor_chain, vdev);
	u64 iova;
	int ret;

	if (count != sizeof(iova))
		return -EINVAL;
	if (copy_from_user(&iova, buf, sizeof(iova)))
		return -EFAULT;

	mutex_lock(&chain->lock);
	anchor_weigh(chain);
	chain->user_pfn = iova >> PAGE_SHIFT;
	ret = vfio_pin_pages(vdev->dev, &chain->user_pfn, 1,
			     IOMMU_READ | IOMMU_WRITE, &chain->phys_pfn);
	if (ret == 1)
		chain->holding = true;
	mutex_unlock(&chain->lock);

	if (ret < 0)
		return ret;
	return ret == 1 ? count : -EFAULT;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops anchor_dev_ops = {
	.name			= "vfio-anchor",
	.open			= anchor_open,
	.release		= anchor_release,
	.write			= anchor_write,
};

static struct mdev_driver anchor_mdev_driver = {
	.driver = {
		.name = "anchor",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = anchor_mdev_probe,
	.remove = anchor_remove,
	.supported_type_groups = anchor_groups,
};

static int anchor_probe(struct platform_device *pdev)
{
	return mdev_register_device(&pdev->dev, &anchor_mdev_driver);
}

static int anchor_unbind(struct platform_device *pdev)
{
	mdev_unregister_device(&pdev->dev);
	return 0;
}

static struct platform_driver anchor_driver = {
	.driver	= { .name = "anchor" },
	.probe	= anchor_probe,
	.remove	= anchor_unbind,
};

static int __init anchor_init(void)
{
	int ret;

	ret = mdev_register_driver(&anchor_mdev_driver);
	if (ret)
		return ret;

	ret = platform_driver_register(&anchor_driver);
	if (ret)
		mdev_unregister_driver(&anchor_mdev_driver);

	return ret;
}

static void __exit anchor_exit(void)
{
	platform_driver_unregister(&anchor_driver);
	mdev_unregister_driver(&anchor_mdev_driver);
}

module_init(anchor_init);
module_exit(anchor_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated anchor chains");
